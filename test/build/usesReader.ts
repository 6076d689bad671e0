// Walks one source and asks the checker what each name in it stands for.
import { type Expression, type Node, SyntaxKind } from 'typescript/unstable/ast';
import {
  isAwaitExpression,
  isBindingElement,
  isCallExpression,
  isComputedPropertyName,
  isElementAccessExpression,
  isExportDeclaration,
  isExportSpecifier,
  isExpressionWithTypeArguments,
  isIdentifier,
  isImportDeclaration,
  isImportEqualsDeclaration,
  isInterfaceDeclaration,
  isNamespaceExport,
  isNewExpression,
  isNonNullExpression,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isParameterDeclaration,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isReturnStatement,
  isShorthandPropertyAssignment,
  isStringLiteral,
  isTypeAliasDeclaration,
  isTypeNode,
  isVariableDeclaration,
} from 'typescript/unstable/ast/is';
import { type Symbol as Declared, type Project, type Type, TypeFlags } from 'typescript/unstable/sync';
import { type Names, root, wholes } from './names';
import { tableLookUp, type Use } from './uses';

/** The uses in one file. */
export class UsesReader {
  readonly #project: Project;
  readonly #names: Names;
  readonly #file: string;
  readonly #uses: Use[] = [];
  /** The checker is asked about a file's names all at once. */
  readonly #symbols: [Node, (symbol: Declared) => void][] = [];
  readonly #types: [Node, (type: Type) => void][] = [];

  constructor(project: Project, names: Names, file: string) {
    this.#project = project;
    this.#names = names;
    this.#file = file;
  }

  read(): readonly Use[] {
    const { program, checker } = this.#project;
    const source = program.getSourceFile(`${root}/${this.#file}`);
    if (!source) {
      throw new Error(`${this.#file} is not in the program`);
    }
    this.#visit(source, this.#file);
    checker.getSymbolAtLocation(this.#symbols.map(([node]) => node)).forEach((symbol, index) => {
      if (symbol) {
        this.#symbols[index]?.[1](symbol);
      }
    });
    checker.getTypeAtLocation(this.#types.map(([node]) => node)).forEach((type, index) => {
      if (type) {
        this.#types[index]?.[1](type);
      }
    });
    return this.#uses;
  }

  /** What is asked of a whole counts, not the whole. */
  #add(where: string, what: string, given?: readonly string[]): void {
    if (what !== '' && !wholes.test(what)) {
      this.#uses.push({ where, what, given });
    }
  }

  #visit(node: Node, where: string): void {
    const isErased = isInterfaceDeclaration(node) || isTypeAliasDeclaration(node) || isImportEqualsDeclaration(node);
    if (isErased || (isTypeNode(node) && !isExpressionWithTypeArguments(node))) {
      return;
    }
    if (isImportDeclaration(node)) {
      // What is imported counts where it is used; without a name all of it runs.
      if (!node.importClause) {
        this.#module(node.moduleSpecifier, where);
      }
    } else if (isExportDeclaration(node)) {
      this.#exports(node, where);
    } else if (isBindingElement(node)) {
      this.#taken(node, where);
    } else if (isShorthandPropertyAssignment(node)) {
      const value = this.#project.checker.getShorthandAssignmentValueSymbol(node);
      if (value) {
        this.#add(where, this.#names.of(value));
      }
      this.#handedOn(node.name, where);
    } else if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) {
      this.#member(node, where);
    } else if (isIdentifier(node)) {
      if (!isDeclared(node)) {
        this.#use(node, node, where);
        this.#handedOn(node, where);
      }
    } else {
      if (isCallExpression(node)) {
        this.#call(node, where);
      } else if (isObjectLiteralExpression(node)) {
        this.#given(node, where);
      }
      if (isCallExpression(node) || isAwaitExpression(node) || node.kind === SyntaxKind.ThisKeyword) {
        this.#handedOn(node, where);
      }
      const inside = nameAround(node, where);
      node.forEachChild((child) => {
        this.#visit(child, inside);
      });
    }
  }

  /** A module, all of it. */
  #module(specifier: Node, where: string): void {
    this.#symbols.push([specifier, (symbol) => this.#add(where, `${this.#names.of(symbol)}.*`)]);
  }

  #exports(node: Parameters<typeof isExportDeclaration>[0], where: string): void {
    if (!isExportDeclaration(node) || node.isTypeOnly) {
      return;
    }
    const { exportClause: clause, moduleSpecifier } = node;
    if (moduleSpecifier && (!clause || isNamespaceExport(clause))) {
      this.#module(moduleSpecifier, where);
    } else if (clause && !isNamespaceExport(clause)) {
      for (const { name } of clause.elements.filter((one) => isExportSpecifier(one) && !one.isTypeOnly)) {
        this.#symbols.push([
          name,
          (symbol) => {
            const what = this.#names.of(symbol);
            this.#add(where, wholes.test(what) ? `${what}.*` : what);
          },
        ]);
      }
    }
  }

  /** `{ key: name = initializer }` of a variable or a parameter. */
  #taken(node: Node, where: string): void {
    if (!isBindingElement(node)) {
      return;
    }
    const { propertyName, name, initializer, dotDotDotToken } = node;
    const key = propertyName ?? name;
    if (key && isObjectBindingPattern(node.parent) && !dotDotDotToken) {
      const written = isComputedPropertyName(key) || !('text' in key) ? undefined : key.text;
      this.#types.push([node.parent, (type) => this.#memberOf(type, written, where)]);
    }
    for (const part of [propertyName, name]) {
      if (part && !isIdentifier(part)) {
        this.#visit(part, where);
      }
    }
    if (initializer) {
      this.#visit(initializer, where);
    }
  }

  #member(node: Node, where: string): void {
    if (isPropertyAccessExpression(node)) {
      this.#types.push([
        node.expression,
        (type) => type.flags & TypeFlags.Any && this.#add(where, `any.${node.name.text}`),
      ]);
      this.#use(node.name, node, where);
      this.#visit(node.expression, where);
    } else if (isElementAccessExpression(node)) {
      const { expression, argumentExpression: key } = node;
      const { checker } = this.#project;
      this.#types.push([
        key,
        (type) => {
          const object = checker.getTypeAtLocation(expression);
          this.#add(where, isText(type) && this.#isTable(object) ? tableLookUp : '');
          for (const text of textsOf(type) ?? [undefined]) {
            this.#memberOf(object, text, where);
          }
        },
      ]);
      if (isStringLiteral(key)) {
        // As if it were written with a dot: what it is called with is known.
        this.#use(key, node, where);
      } else {
        this.#visit(key, where);
      }
      this.#visit(expression, where);
    }
    this.#handedOn(node, where);
  }

  /** What hangs on something that has a type; of a whole all of it, if its name is not known. */
  #memberOf(type: Type | undefined, name: string | undefined, where: string): void {
    if (!type || type.flags & TypeFlags.Any) {
      this.#add(where, `any.${name ?? '*'}`);
    } else if (name === undefined) {
      const whole = this.#names.wholeOf(type);
      this.#add(where, whole ? `${whole}.*` : '');
    } else {
      const { checker } = this.#project;
      const member = checker.getPropertyOfType(checker.getApparentType(type) ?? type, name);
      this.#add(where, member ? this.#names.of(member) : '');
    }
  }

  /** Whether any text may be a key of a value of this type. */
  #isTable(type: Type | undefined): boolean {
    const parts = type?.isUnionType() ? type.getTypes() : type && [type];
    return (parts ?? []).some((one) =>
      this.#project.checker.getIndexInfosOfType(one).some(({ keyType }) => keyType.flags & TypeFlags.String),
    );
  }

  #call(node: Node, where: string): void {
    if (!isCallExpression(node)) {
      return;
    }
    const { expression, arguments: args, parent } = node;
    if (expression.kind !== SyntaxKind.ImportKeyword) {
      this.#types.push([expression, (type) => type.flags & TypeFlags.Any && this.#add(where, 'any.()')]);
      return;
    }
    const [name] = args;
    const isFollowed = isAwaitExpression(parent) || (isPropertyAccessExpression(parent) && parent.name.text === 'then');
    if (!name || !isStringLiteral(name)) {
      this.#add(where, '*');
    } else if (!isFollowed) {
      this.#symbols.push([
        name,
        (symbol) => {
          const module = this.#names.of(symbol);
          this.#add(where, wholes.test(module) ? `${module}.*` : '');
        },
      ]);
    }
  }

  /** An object that is given to the editor, by the names of what the editor takes. */
  #given(node: Node, where: string): void {
    const type = this.#file.startsWith('src/host/') && this.#project.checker.getContextualType(node as Expression);
    if (!isObjectLiteralExpression(node) || !type || type.flags & TypeFlags.Any) {
      return;
    }
    for (const one of type.isUnionType() ? (type.getTypes() ?? []) : [type]) {
      for (const property of node.properties) {
        const name = 'name' in property ? (property.name as Node | undefined) : undefined;
        if (name && 'text' in name && typeof name.text === 'string') {
          this.#memberOf(one, name.text, where);
        }
      }
    }
  }

  /** A name that is used, as the whole of `expression`. */
  #use(name: Node, expression: Node, where: string): void {
    const used = outermost(expression);
    const call = used.parent;
    const isCalled = (isCallExpression(call) || isNewExpression(call)) && call.expression === used;
    const first = isCalled ? call.arguments?.[0] : undefined;
    this.#symbols.push([
      name,
      (symbol) => {
        const what = this.#names.of(symbol);
        const isOurs = what === '' || what.includes('#');
        this.#add(where, what, first && !isOurs ? textsOf(this.#project.checker.getTypeAtLocation(first)) : undefined);
      },
    ]);
  }

  /** A whole that is handed on to what is not of its own type. */
  #handedOn(node: Node, where: string): void {
    if (isFollowed(node)) {
      return;
    }
    this.#types.push([
      node,
      (type) => {
        const whole = this.#names.wholeOf(type);
        const expected = whole && this.#project.checker.getContextualType(node as Expression);
        const isKept = expected ? this.#names.wholeOf(expected) === whole && !isReflected(node) : isResult(node);
        if (whole && !isKept) {
          this.#add(where, `${whole}.*`);
        }
      },
    ]);
  }
}

/** Whether a value of this type may be any text. */
function isText(type: Type): boolean {
  const parts = type.isUnionType() ? type.getTypes() : [type];
  return parts.some(({ flags }) => (flags & (TypeFlags.String | TypeFlags.TemplateLiteral)) !== 0);
}

/** The texts that a type consists of, if it consists of texts. */
function textsOf(type: Type | undefined): readonly string[] | undefined {
  const parts = type?.isUnionType() ? type.getTypes() : type && [type];
  const texts = parts?.flatMap((one) => (one.isStringLiteralType() ? [one.value] : []));
  return texts?.length === parts?.length ? texts : undefined;
}

/** Whether what hangs on an expression is asked for by its type, right here or under a name of the same type. */
function isFollowed(node: Node): boolean {
  const { parent } = node;
  if (isPropertyAccessExpression(parent) || isElementAccessExpression(parent)) {
    return parent.expression === node;
  }
  if (isParenthesizedExpression(parent) || isNonNullExpression(parent)) {
    return isFollowed(parent);
  }
  if (isVariableDeclaration(parent) || isParameterDeclaration(parent)) {
    return parent.type === undefined;
  }
  return parent.kind === SyntaxKind.ExpressionStatement || parent.kind === SyntaxKind.TypeOfExpression;
}

/** Whether an expression is given to `Object.assign` and the like, which take the type that they are given. */
function isReflected({ parent }: Node): boolean {
  const callee = isCallExpression(parent) ? parent.expression : undefined;
  const object = callee && isPropertyAccessExpression(callee) ? callee.expression : undefined;
  return object !== undefined && isIdentifier(object) && /^(?:Object|Reflect)$/.test(object.text);
}

/** Whether an expression is what a function gives; without a type of its own, that is the function's. */
const isResult = ({ parent }: Node) => isReturnStatement(parent) || parent.kind === SyntaxKind.ArrowFunction;

/** Whether a name is the one that something gets, or names a property that is written. */
function isDeclared(node: Node): boolean {
  const { name, label } = node.parent as Node & { readonly name?: Node; readonly label?: Node };
  return (name === node && node.parent.kind !== SyntaxKind.ExportAssignment) || label === node;
}

/** The outermost of the brackets and `!` around an expression. */
function outermost(node: Node): Node {
  return isParenthesizedExpression(node.parent) || isNonNullExpression(node.parent) ? outermost(node.parent) : node;
}

/** Where the children of a node are: inside a function or a class that has a name, or in a name of the file. */
function nameAround(node: Node, where: string): string {
  const kind = SyntaxKind[node.kind] ?? '';
  const { name, initializer } = node as Node & {
    readonly name?: { readonly text?: string };
    readonly initializer?: Node;
  };
  const isIn = where.includes('#');
  const isFunction = /^(?:Function|Class|Method|Module|Enum)Declaration$|Accessor$/.test(kind);
  const isValue = /^(?:Variable|Property)Declaration$|^PropertyAssignment$/.test(kind);
  const holdsFunction = /^(?:ArrowFunction|FunctionExpression)$/.test(SyntaxKind[initializer?.kind ?? 0] ?? '');
  const own =
    kind === 'Constructor'
      ? 'constructor'
      : isFunction || (isValue && (!isIn || holdsFunction))
        ? name?.text
        : undefined;
  return own === undefined ? where : `${where}${isIn ? '.' : '#'}${own}`;
}

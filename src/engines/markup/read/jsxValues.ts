/** What a module's names and expressions stand for, as far as that can be read without running it. */
import { parse } from '@babel/parser';
import { list, type Node } from './jsxTree';

/** Names bound to a module or to a constant string. */
export type Scope = ReadonlyMap<string, { readonly module?: string; readonly value?: string }>;

/** Names that a module binds to other modules and to strings, from its source. */
export function scopeOf(source: string): Scope {
  try {
    const file = parse(source, { sourceType: 'module', errorRecovery: true, plugins: ['jsx'] });
    return bindings(file.program as unknown as Node);
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      return new Map();
    }
    throw cause;
  }
}

/** An identifier that was imported or is a constant string, `require('…')`, `new URL('…', import.meta.url)`. */
export function evaluate(node: Node, scope: Scope): { module?: string; value?: string } | undefined {
  if (node.type === 'Identifier') {
    return scope.get(node.name as string);
  }
  if (node.type === 'MemberExpression') {
    return evaluate(node.object as Node, scope);
  }
  if (node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'ImportExpression') {
    const callee = node.callee as Node | undefined;
    const first = node.type === 'ImportExpression' ? (node.source as Node) : list(node.arguments)[0];
    const known = first && literal(first);
    const name = callee?.type === 'Import' ? 'import' : (callee?.name as string | undefined);
    if (
      typeof known === 'string' &&
      (node.type === 'ImportExpression' || ['require', 'import', 'URL'].includes(name ?? ''))
    ) {
      return { module: known };
    }
  }
  const known = literal(node);
  return typeof known === 'string' ? { value: known } : undefined;
}

/** A literal's value; null for `null`, `undefined`, and `true`; undefined for anything that must be evaluated. */
export function literal(node: Node | null | undefined): string | null | boolean | undefined {
  if (!node) {
    return undefined;
  }
  switch (node.type) {
    case 'StringLiteral':
      return node.value as string;
    case 'NullLiteral':
      return null;
    case 'BooleanLiteral':
      return node.value as boolean;
    case 'Identifier':
      return node.name === 'undefined' ? null : undefined;
    case 'TemplateLiteral': {
      const parts = list(node.quasis);
      return parts.length === 1 ? ((parts[0]!.value as { cooked?: string }).cooked ?? undefined) : undefined;
    }
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return literal(node.expression as Node);
    default:
      return undefined;
  }
}

/** Names that a tree binds at its top level: to the modules they're imported from, and to constant strings. */
export function bindings(root: Node): Scope {
  const scope = new Map<string, { module?: string; value?: string }>();
  for (const statement of list(root.body)) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? ((statement.declaration as Node) ?? statement) : statement;
    if (declaration.type === 'ImportDeclaration') {
      const module = (declaration.source as Node).value as string;
      for (const specifier of list(declaration.specifiers)) {
        scope.set((specifier.local as Node).name as string, { module });
      }
    } else if (declaration.type === 'VariableDeclaration') {
      for (const one of list(declaration.declarations)) {
        const id = one.id as Node;
        const bound = one.init ? evaluate(one.init as Node, scope) : undefined;
        if (id.type === 'Identifier' && bound && declaration.kind === 'const') {
          scope.set(id.name as string, bound);
        }
      }
    }
  }
  return scope;
}

// The same repository, not trusted.
import { testThief } from './thief/thief';

await testThief({ restricted: true });

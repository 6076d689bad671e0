// A hostile repository in a workspace that the user trusts.
import { testThief } from './thief/thief';

await testThief({ restricted: false });

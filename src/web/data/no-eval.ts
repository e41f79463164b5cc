import { config } from 'zod/v4/core';

// Left alone, the schema library tries to compile validators with eval, which the content security policy refuses and
// reports. The browser validates nothing with schemas anyway: the server does.
config({ jitless: true });

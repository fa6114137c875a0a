/** Problems and the pure checks that find them: all at once, before anything reaches a cluster. */
@NullMarked
package dev.bellows.check;

import org.jspecify.annotations.NullMarked;

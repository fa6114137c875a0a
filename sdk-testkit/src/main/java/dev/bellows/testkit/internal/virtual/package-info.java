/**
 * Time that stands still until a test moves it: {@link dev.bellows.testkit.internal.virtual.VirtualTime} is the one queue of everything
 * that will happen, {@link dev.bellows.testkit.internal.virtual.ProcessTime} is what one process of the SDK sees of it. For the
 * simulation only.
 */
@NullMarked
package dev.bellows.testkit.internal.virtual;

import org.jspecify.annotations.NullMarked;

/**
 * What the testkit's cluster in virtual time costs.
 */
@NullMarked
package dev.bellows.benchmarks.simulate;

import org.jspecify.annotations.NullMarked;

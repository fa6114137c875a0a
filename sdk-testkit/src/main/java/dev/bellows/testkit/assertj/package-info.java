/**
 * AssertJ assertions about runs; see {@link dev.bellows.testkit.assertj.BellowsAssertions}. AssertJ itself is an optional dependency of the
 * testkit: a project that uses this package brings its own.
 */
@NullMarked
package dev.bellows.testkit.assertj;

import org.jspecify.annotations.NullMarked;

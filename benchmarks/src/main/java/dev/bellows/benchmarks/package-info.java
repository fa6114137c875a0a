/**
 * What compiling a job costs, beside Spark's own builder in the same run: {@code mvn -q -Pbenchmarks verify -pl benchmarks -am -DskipTests}
 * on a machine that does nothing else. The README of this module has the numbers.
 */
@NullMarked
package dev.bellows.benchmarks;

import org.jspecify.annotations.NullMarked;

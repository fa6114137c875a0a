/** Spark's own builder as a peer; compiled against Spark and loaded apart, with Spark's own libraries. */
@NullMarked
package dev.bellows.benchmarks.spark;

import org.jspecify.annotations.NullMarked;

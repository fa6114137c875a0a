/** A small service written with Bellows: one job, from the builder to the last object deleted. Made to be copied. */
@NullMarked
package dev.bellows.samples.quickstart;

import org.jspecify.annotations.NullMarked;

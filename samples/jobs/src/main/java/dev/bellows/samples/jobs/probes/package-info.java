/** Spark applications that print what their pods were given. They use nothing of Spark that differs between lines. */
@NullMarked
package dev.bellows.samples.jobs.probes;

import org.jspecify.annotations.NullMarked;

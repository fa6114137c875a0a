/**
 * What a submission costs, beside other ways to submit the same job to the same API server, in one run.
 */
@NullMarked
package dev.bellows.benchmarks.submit;

import org.jspecify.annotations.NullMarked;

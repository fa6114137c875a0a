/**
 * The shape of a pod beside Spark's own settings: volumes, references to secrets, placement, further containers, security. All of it is
 * data; {@code dev.bellows.compile} turns it into conf where Spark has a key, and into the driver pod and the executor template elsewhere.
 */
@NullMarked
package dev.bellows.job.pod;

import org.jspecify.annotations.NullMarked;

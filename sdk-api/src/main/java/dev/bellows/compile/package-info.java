/** The compiler: job and attempt in, conf and Kubernetes objects out. Pure and deterministic. */
@NullMarked
package dev.bellows.compile;

import org.jspecify.annotations.NullMarked;

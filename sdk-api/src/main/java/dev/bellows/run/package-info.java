/** A run as its user sees it: identity, options, state, events, result. Interfaces and values only; {@code bellows-k8s} implements them. */
@NullMarked
package dev.bellows.run;

import org.jspecify.annotations.NullMarked;

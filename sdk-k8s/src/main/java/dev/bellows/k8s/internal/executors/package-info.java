/**
 * Executors in view: what their pods and their driver say, put together; why each is kept; which may go. Decisions are pure; effects go
 * through the port, and only while somebody asks. May be used by {@code perform}.
 */
@NullMarked
package dev.bellows.k8s.internal.executors;

import org.jspecify.annotations.NullMarked;

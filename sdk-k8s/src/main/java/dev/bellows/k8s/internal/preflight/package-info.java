/**
 * What a cluster lacks for a job: facts are read side by side, each check is pure, and nothing is created.
 */
@NullMarked
package dev.bellows.k8s.internal.preflight;

import org.jspecify.annotations.NullMarked;

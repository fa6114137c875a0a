/**
 * Actions become API calls here, and their outcomes signals; futures and listeners are served from here.
 */
@NullMarked
package dev.bellows.k8s.internal.perform;

import org.jspecify.annotations.NullMarked;

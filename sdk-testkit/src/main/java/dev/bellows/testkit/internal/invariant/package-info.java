/**
 * What must hold at every moment of a simulation, whatever goes wrong in it. Judged by what pods really do and by what reaches the API
 * server, never by what the SDK believes.
 */
@NullMarked
package dev.bellows.testkit.internal.invariant;

import org.jspecify.annotations.NullMarked;

/**
 * The one class that every process of a pod starts with.
 *
 * <p>The kubelet copies it into a directory of its own and puts nothing else of this library on a pod's class path: Spark's
 * libraries and ours exist in different versions. It must not use any other class than those of the JDK.
 */
@NullMarked
package dev.bellows.testkit.internal.tether;

import org.jspecify.annotations.NullMarked;

/**
 * Nodes and Spark without processes: a kubelet that takes each pod through a life that a script tells, in virtual time, and drivers that
 * create and delete executor pods as Spark's do. Everything is written to the store as the real ones write it.
 */
@NullMarked
package dev.bellows.testkit.internal.scripted;

import org.jspecify.annotations.NullMarked;

/**
 * The node of a cluster on this machine: takes the pods that are bound to it, runs each as an operating system process in
 * real time, and reports their status as a kubelet does.
 *
 * <p>{@link dev.bellows.testkit.internal.kubelet.ProcessKubelet} is the only door. Everything that decides (paths, volumes,
 * environment, commands, status) is a pure function; {@code PodRun} performs the decisions on the kubelet's one thread.
 * Imported by {@code dev.bellows.testkit} only.
 */
@NullMarked
package dev.bellows.testkit.internal.kubelet;

import org.jspecify.annotations.NullMarked;

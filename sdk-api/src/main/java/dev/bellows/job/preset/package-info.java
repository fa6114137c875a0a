/**
 * Ready-made settings: storage, event log, metrics, encryption, network policies. Each is data that the compiler turns into conf, volumes
 * and objects; free conf of the job wins where it says the same key.
 */
@NullMarked
package dev.bellows.job.preset;

import org.jspecify.annotations.NullMarked;

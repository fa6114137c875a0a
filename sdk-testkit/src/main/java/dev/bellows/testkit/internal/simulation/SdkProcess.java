package dev.bellows.testkit.internal.simulation;

import dev.bellows.testkit.internal.virtual.ProcessTime;

/**
 * One process of the SDK.
 *
 * @param name how traces call it
 * @param time its time
 */
public record SdkProcess(String name, ProcessTime time) {}

package dev.bellows.testkit.internal.scheduler;

import java.util.Map;

/** A ready node, and what its pods have left of it. */
record NodeRoom(String name, Map<String, String> labels, Amounts free) {}

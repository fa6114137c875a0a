package dev.bellows.testkit.internal.scheduler;

import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Map;

/** A ready node, and what its pods have left of it. */
record NodeRoom(String name, Map<String, String> labels, List<Taint> taints, Amounts free) {}

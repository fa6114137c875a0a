package dev.bellows.testkit.internal.kubelet;

import dev.bellows.testkit.internal.lane.Lane;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/** What all pods of the node share. */
record KubeletNode(
        Lane lane,
        InstantSource clock,
        KubeletTimes times,
        KubeletApi api,
        Site site,
        LoopbackNetwork network,
        NamespaceHosts hosts,
        LogFiles logs,
        Path podsDirectory,
        Function<Pod, String> tokens) {}

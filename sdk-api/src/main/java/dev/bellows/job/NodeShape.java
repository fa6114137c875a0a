package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * The kind of node that executors run on, and how much of it pods can have: the kubelet and the system keep a part, DaemonSets take
 * another.
 *
 * @param cores the node's cores
 * @param memory the node's memory
 * @param allocatablePercent the share that pods can ask for at all; default 95
 * @param daemonSetPercent the share that DaemonSets ask for; default 10
 */
public record NodeShape(
        @JsonProperty(required = true) int cores,
        @JsonProperty(required = true) Memory memory,
        Optional<Integer> allocatablePercent,
        Optional<Integer> daemonSetPercent) {
    private static final int ALLOCATABLE_PERCENT = 95;
    private static final int DAEMON_SET_PERCENT = 10;

    /** A node with the usual shares: of 4 cores, executors can have 3400m. */
    public static NodeShape of(int cores, Memory memory) {
        return new NodeShape(cores, memory, Optional.empty(), Optional.empty());
    }

    /** The same node with another share that pods can ask for. */
    public NodeShape allocatable(int percent) {
        return new NodeShape(cores, memory, Optional.of(percent), daemonSetPercent);
    }

    /** The same node with another share of DaemonSets. */
    public NodeShape daemonSets(int percent) {
        return new NodeShape(cores, memory, allocatablePercent, Optional.of(percent));
    }

    /** The share of the node that executors can have, in percent. */
    @JsonIgnore
    public int usablePercent() {
        return allocatablePercent.orElse(ALLOCATABLE_PERCENT) - daemonSetPercent.orElse(DAEMON_SET_PERCENT);
    }

    /** The CPU that executors can have, in thousandths of a core. */
    @JsonIgnore
    public long usableMillicores() {
        return cores * 1000L * usablePercent() / 100;
    }

    /** The memory that executors can have, in mebibytes; 0 if the memory is no size. */
    @JsonIgnore
    public long usableMebibytes() {
        return memory.mebibytes().orElse(0) * usablePercent() / 100;
    }
}

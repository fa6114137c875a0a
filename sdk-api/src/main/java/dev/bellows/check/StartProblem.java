package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What keeps Spark's driver or its executors from starting although each setting by itself is valid. */
enum StartProblem implements ProblemCode {
    ALLOCATION_MAXIMUM(error(
            "conf.spark.kubernetes.allocation.maximum",
            "Spark numbers executors from 1 on, never twice, and makes none whose number reaches the maximum.",
            "Set it above the number of executors, with room for those that take the place of lost ones.")),
    ENCRYPTION_UNAUTHENTICATED(error(
            "conf.*",
            "Spark encrypts connections of processes that authenticate, and starts with no others.",
            "Use presets(p -> p.rpcSecurity(...)), or set spark.authenticate too.")),
    HEARTBEAT_INTERVAL(error(
            "conf.*",
            "Executors would be given up before they are heard of again, so that Spark does not start.",
            "Make spark.executor.heartbeatInterval much shorter than spark.network.timeout.")),
    JAVA_OPTIONS(error(
            "conf.*",
            "Spark starts no JVM whose heap is set by an option, and no executor whose conf is.",
            "Use driver(d -> d.memory(...)), executors(e -> e.memory(...)) and conf(...).")),
    OFF_HEAP_SIZE(error(
            "conf.spark.memory.offHeap.enabled",
            "Memory outside the heap is switched on, and there is less than a mebibyte of it.",
            "Use executors(e -> e.offHeap(size)) instead.")),
    RESOURCE_INCOMPLETE(error(
            "conf.*",
            "Executors get a resource by its amount and vendor, and tasks a share of what executors have.",
            "Set both for executors; GPUs have a typed setting, gpu(...).")),
    TASK_CPUS(error(
            "conf.spark.task.cpus",
            "A task needs more cores than an executor has.",
            "Set it lower, or give executors more cores."));

    private final ProblemText text;

    StartProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}

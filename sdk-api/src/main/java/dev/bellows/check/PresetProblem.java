package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with ready-made settings. */
enum PresetProblem implements ProblemCode {
    COMMITTER_V2(warning(
            "conf.*",
            "Tasks that fail half-way leave part of their output, and readers see output before the job ends.",
            "Use a storage preset with its committer, or version 1.")),
    EVENT_LOG_INVALID(error("presets.eventLog", "Spark could not write the log there.", "Name a folder by its URI.")),
    NETWORK_INVALID(error(
            "presets.network",
            "The labels or address ranges are none, or the ranges would have no effect.",
            "Correct them with network(...).")),
    NETWORK_CLOSED(warning(
            "presets.network.*",
            "The policies let nobody in who would use what the job offers, or name users of what it does not.",
            "Name the labels of those who connect, or remove them.")),
    NETWORK_OF_NODES(error(
            "presets.network",
            "Executors on their nodes' network have no addresses of pods: the policies would shut them out.",
            "Remove network(...) or nodeService(...).")),
    STORAGE_INVALID(error("presets.storage", "The store cannot be reached by this.", "Correct it with storage(...).")),
    STORAGE_LINE(error(
            "presets.storage",
            "The Hadoop of Spark 3.5 has no committer that is safe on this store.",
            "Use Spark 4.0 or later, or say by conf how output is committed.")),
    STORAGE_TWICE(error(
            "presets.storage",
            "Two stores of a kind would overwrite each other's settings.",
            "Set keys of single buckets with conf(...)."));

    private final ProblemText text;

    PresetProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}

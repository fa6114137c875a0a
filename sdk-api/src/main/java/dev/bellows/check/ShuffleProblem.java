package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with where shuffle data lives. */
enum ShuffleProblem implements ProblemCode {
    SHUFFLE_AND_CONF(error(
            "conf.*", "The job says by shuffle(...) where shuffle data lives.", "Remove the key, or shuffle(...).")),
    SHUFFLE_AND_VOLUME(error(
            "executors.pod.volumes.*",
            "The shuffle brings the executors' scratch folder: beside it a second one is refused, or keeps data that nobody finds again.",
            "Remove the volume, or shuffle(...).")),
    SHUFFLE_CLIENT(warning(
            "shuffle",
            "Spark 3.5 loads its shuffle manager before the jars of a job.",
            "Build the client of Celeborn into the image.")),
    SHUFFLE_FALLBACK(error(
            "shuffle.fallback",
            "Spark wants a folder that every pod reaches, ending with a slash.",
            "Write s3a://bucket/folder/.")),
    SHUFFLE_FOLDER(error(
            "shuffle.folder",
            "Executors and service must name the same folder of the node.",
            "Write an absolute path.")),
    SHUFFLE_MASTERS(error("shuffle.masters*", "Executors find Celeborn by its masters.", "Name each as host:port.")),
    SHUFFLE_NOT_RESTRICTED(
            error(
                    "shuffle",
                    "Executors need the host network and a folder of the node: Pod Security restricted and baseline refuse such pods.",
                    "Opt out with executors(e -> e.pod(p -> p.security(Security.relaxed()))) where the namespace allows it, or choose another shuffle.")),
    SHUFFLE_SERVICE_ON_SPOT(error(
            "shuffle",
            "The data stays on the node, and goes with it.",
            "Use Shuffle.migrated(...) or Shuffle.celeborn(...) on spot nodes.")),
    SHUFFLE_TIMEOUT(
            error("shuffle.timeout", "Spark counts this time in whole seconds, from 1 on.", "Set one second or more.")),
    SHUFFLE_UNTRACKED(warning(
            "shuffle",
            "Tracking decides which executors may go, and none goes from a fixed number.",
            "Let the number follow the work with executors(e -> e.between(...)), or remove it.")),
    SHUFFLE_VOLUME(error(
            "shuffle.*", "No volume can be claimed like that.", "Name a storage class, and a size such as 100g."));

    private final ProblemText text;

    ShuffleProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}

package dev.bellows.check;

import static dev.bellows.check.ProblemText.advice;
import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with free conf. */
enum ConfProblem implements ProblemCode {
    CONF_DEPRECATED(
            advice("conf.*", "Spark warns about the key and may give it up.", "Use the key that took its place.")),
    CONF_DRIVER_POD(error(
            "conf.*",
            "Only spark-submit acts on the key while it makes the driver pod.",
            "Use the typed setting that the problem names, or remove the key.")),
    CONF_FIGHTS_FIELD(error("conf.*", "A typed setting has the meaning of this key.", "Use the typed setting.")),
    CONF_FILE_OF_DRIVER(warning(
            "conf.*",
            "A path without a scheme is looked up in the image, not on this machine.",
            "Write local:// for a file in the image.")),
    CONF_KEY_INVALID(error(
            "conf",
            "A key with blanks or control characters is not read back as written.",
            "Correct or remove the key.")),
    CONF_NO_EFFECT(warning("conf.*", "Nothing on Kubernetes reads the key.", "Remove it.")),
    CONF_NOT_SPARK(warning(
            "conf.*", "Spark drops keys that do not begin with spark.", "Write spark.hadoop. before keys of Hadoop.")),
    CONF_NOT_IN_LINE(
            warning("conf.*", "The job's Spark line does not know the key.", "Remove it, or run another Spark line.")),
    CONF_OWNED(error("conf.*", "Bellows sets the key so that it finds, names and connects the pods.", "Remove it.")),
    CONF_PLATFORM(error(
            "conf.*", "By this key a job would reach beyond itself.", "Remove it; who runs the platform decides it.")),
    CONF_PLATFORM_ADVICE(advice(
            "conf.*",
            "The key loads code or decides who may see and connect.",
            "Where several teams share a cluster, let the platform set it.")),
    CONF_REMOVED(error("conf.*", "Spark gave the key up and starts no SQL session with it.", "Remove it.")),
    CONF_SECRET(error(
            "conf.*",
            "Conf is stored in the cluster in clear.",
            "Name in conf the provider or file that reads the secret.")),
    CONF_UNIT_MISSING(
            advice("conf.*", "A number without a unit means another amount for every key.", "Write the unit.")),
    CONF_UNKNOWN(warning("conf.*", "Spark knows no such key.", "Correct the key or remove it.")),
    CONF_VALUE(error("conf.*", "Spark or Kubernetes refuses the value.", "Correct the value.")),
    CONF_VALUE_BLANKS(warning("conf.*", "Spark cuts blanks at the ends off.", "Remove them.")),
    DYNAMIC_ALLOCATION(error(
            "conf.spark.dynamicAllocation.enabled",
            "The number of executors is a typed setting.",
            "Use executors(e -> e.between(minimum, maximum)).")),
    SHUFFLE_SERVICE(error(
            "conf.spark.shuffle.service.enabled",
            "Executors look for the service on their own address, where without the node's network there is none.",
            "Remove it, or use shuffle(Shuffle.nodeService(folder)) where every node runs the service."));

    private final ProblemText text;

    ConfProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}

package dev.bellows.check;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Gang;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the gang scheduler and its queue. */
final class GangChecks {
    private static final Pattern YUNIKORN_QUEUE = Pattern.compile("[-_a-zA-Z0-9]{1,64}(\\.[-_a-zA-Z0-9]{1,64})*");
    private static final String FIELD = "gang";

    private GangChecks() {}

    static void check(SparkJob job, Findings findings) {
        job.gang().ifPresent(gang -> {
            checkQueue(gang, findings);
            checkScheduler(job, gang, findings);
            if (gang instanceof Gang.YuniKorn yunikorn) {
                yunikorn.placeholderTimeoutSeconds()
                        .filter(seconds -> seconds < 1)
                        .ifPresent(seconds ->
                                findings.report(GangProblem.GANG_TIMEOUT, FIELD, seconds.toString(), ">= 1 second"));
            }
        });
    }

    private static void checkQueue(Gang gang, Findings findings) {
        boolean valid = gang instanceof Gang.YuniKorn
                ? YUNIKORN_QUEUE.matcher(gang.queue()).matches()
                : KubernetesNames.isSubdomain(gang.queue());
        Optional<String> priority = gang instanceof Gang.Volcano volcano
                ? volcano.priorityClass()
                : gang instanceof Gang.Kueue kueue ? kueue.priorityClass() : Optional.empty();
        if (!valid
                || priority.filter(name -> !KubernetesNames.isSubdomain(name)).isPresent()) {
            findings.report(
                    GangProblem.GANG_QUEUE_INVALID,
                    FIELD,
                    gang.queue() + " " + priority.orElse(""),
                    "the name of a queue, and of a priority class if there is one");
        }
    }

    private static void checkScheduler(SparkJob job, Gang gang, Findings findings) {
        boolean named = job.pod().schedulerName().isPresent()
                || job.driver().pod().schedulerName().isPresent()
                || job.executors().pod().schedulerName().isPresent();
        if (named && !(gang instanceof Gang.Kueue)) {
            findings.report(
                    GangProblem.GANG_SCHEDULER, FIELD, "a scheduler by name beside the gang's", "one scheduler");
        }
    }
}

package dev.bellows.conformance.spark;

import dev.bellows.compile.AttemptId;
import dev.bellows.job.ExecutorSpec;
import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Gang;
import java.util.Map;

/** The conf by which somebody who follows the guides of Volcano, YuniKorn and Kueue has a job scheduled as a whole. */
final class SubmittedGang {
    private static final String VOLCANO_STEP = "org.apache.spark.deploy.k8s.features.VolcanoFeatureStep";

    private final Map<String, String> conf;
    private final SparkJob job;
    private final AttemptId attempt;

    private SubmittedGang(Map<String, String> conf, SparkJob job, AttemptId attempt) {
        this.conf = conf;
        this.job = job;
        this.attempt = attempt;
    }

    static void addTo(Map<String, String> conf, SparkJob job, AttemptId attempt) {
        SubmittedGang submitted = new SubmittedGang(conf, job, attempt);
        Gang gang = job.gang().orElse(null);
        if (gang instanceof Gang.Volcano) {
            submitted.addVolcano();
        } else if (gang instanceof Gang.YuniKorn yunikorn) {
            submitted.addYuniKorn(yunikorn);
        } else if (gang instanceof Gang.Kueue kueue) {
            submitted.addKueue(kueue);
        }
    }

    /** The least number of executors: Spark's defaults are two, and none where the number follows the work. */
    static int leastExecutors(ExecutorSpec executors) {
        return executors
                .dynamic()
                .map(dynamic -> dynamic.minimum().orElse(0))
                .orElseGet(() -> executors.count().orElse(2));
    }

    private void addVolcano() {
        conf.put("spark.kubernetes.driver.scheduler.name", "volcano");
        conf.put("spark.kubernetes.executor.scheduler.name", "volcano");
        if (VolcanoGroup.isMadeBySpark(job)) {
            conf.put("spark.kubernetes.driver.pod.featureSteps", VOLCANO_STEP);
            conf.put("spark.kubernetes.executor.pod.featureSteps", VOLCANO_STEP);
        } else {
            annotateBoth("scheduling.k8s.io/group-name", VolcanoGroup.name(attempt));
        }
    }

    private void addYuniKorn(Gang.YuniKorn gang) {
        conf.put("spark.kubernetes.driver.scheduler.name", "yunikorn");
        conf.put("spark.kubernetes.executor.scheduler.name", "yunikorn");
        annotateBoth("yunikorn.apache.org/app-id", "{{APP_ID}}");
        annotateBoth("yunikorn.apache.org/queue", gang.queue());
        annotate("driver", "yunikorn.apache.org/task-group-name", "spark-driver");
        annotate("executor", "yunikorn.apache.org/task-group-name", "spark-executor");
        String style = "gangSchedulingStyle=" + (gang.hard() ? "Hard" : "Soft");
        annotate(
                "driver",
                "yunikorn.apache.org/schedulingPolicyParameters",
                gang.placeholderTimeoutSeconds().isPresent()
                        ? "placeholderTimeoutInSeconds="
                                + gang.placeholderTimeoutSeconds().get() + " " + style
                        : style);
    }

    private void addKueue(Gang.Kueue gang) {
        for (String role : new String[] {"driver", "executor"}) {
            String label = "spark.kubernetes." + role + ".label.kueue.x-k8s.io/";
            conf.put(label + "queue-name", gang.queue());
            gang.priorityClass().ifPresent(name -> conf.put(label + "priority-class", name));
        }
        if (job.executors().dynamic().isEmpty()) {
            conf.put("spark.kubernetes.executor.label.kueue.x-k8s.io/pod-group-name", attempt.prefix() + "-exec");
            String number = String.valueOf(leastExecutors(job.executors()));
            annotate("executor", "kueue.x-k8s.io/pod-group-total-count", number);
            annotate("executor", "kueue.x-k8s.io/pod-group-fast-admission", "true");
        }
    }

    private void annotateBoth(String key, String value) {
        annotate("driver", key, value);
        annotate("executor", key, value);
    }

    private void annotate(String role, String key, String value) {
        conf.put("spark.kubernetes." + role + ".annotation." + key, value);
    }
}

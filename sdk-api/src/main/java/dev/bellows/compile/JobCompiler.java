package dev.bellows.compile;

import dev.bellows.check.LayoutChecks;
import dev.bellows.check.Problem;
import dev.bellows.job.InvalidJob;
import dev.bellows.job.SparkJob;
import dev.bellows.run.Layout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns a job into what Spark and Kubernetes need. Pure: no clock, no disk, no randomness. */
public final class JobCompiler {
    private JobCompiler() {}

    /**
     * What a job becomes on a cluster for an attempt.
     *
     * <p>The conf holds what spark-submit would have written, but for {@code spark.app.submitTime}: the driver sets it anew when it
     * starts, and without it the same job and attempt give the same bytes.
     *
     * @param job a job without errors, as {@link SparkJob#builder()} and {@link SparkJob#fromJson} give it
     * @param attempt the names and ids
     */
    public static CompiledJob compile(SparkJob job, AttemptId attempt) {
        return compile(job, attempt, Layout.SPARK);
    }

    /**
     * What a job becomes in a layout.
     *
     * @throws InvalidJob with every reason why the job does not fit in it
     */
    public static CompiledJob compile(SparkJob job, AttemptId attempt, Layout layout) {
        CompiledJob full = full(job, attempt);
        return switch (layout) {
            case SPARK -> full;
            case COMPACT -> compact(job, full);
        };
    }

    private static CompiledJob compact(SparkJob job, CompiledJob full) {
        List<Problem> problems = LayoutChecks.ofObjects(job, full);
        if (problems.isEmpty()) {
            CompiledJob compact = CompactLayout.of(full);
            problems = LayoutChecks.ofSize(job, compact.driverPod());
            if (problems.isEmpty()) {
                return compact;
            }
        }
        throw new InvalidJob(problems);
    }

    private static CompiledJob full(SparkJob job, AttemptId attempt) {
        ApplicationFiles files = ApplicationFiles.of(job, attempt);
        SortedMap<String, String> conf = Collections.unmodifiableSortedMap(JobConf.of(job, attempt, files));
        String properties = PropertiesText.of(conf);
        Footprint footprint = new ResourceCalculator(job.sparkVersion(), conf).footprint();
        GangScheduling gang = new GangScheduling(job, attempt, conf, footprint);
        Pod template = ExecutorTemplate.of(job, attempt, gang);
        Pod driver = DriverPod.of(job, attempt, conf, files, footprint, template);
        return new CompiledJob(
                attempt,
                job.sparkVersion(),
                conf,
                properties,
                driver,
                template,
                Optional.of(Payload.configMap(
                        attempt, ObjectLabels.ofBellows(job, attempt), texts(job, attempt, properties, template))),
                Optional.of(DriverService.of(job, attempt, conf)),
                extras(job, attempt, conf, gang.objects(driver, template)),
                files.local(),
                files.uploads(),
                job.warnings());
    }

    private static List<HasMetadata> extras(
            SparkJob job, AttemptId attempt, Map<String, String> conf, List<? extends HasMetadata> ofGang) {
        List<HasMetadata> extras = new ArrayList<>(DriverClaims.created(job, attempt, conf));
        extras.addAll(ofGang);
        extras.addAll(JobNetworkPolicies.of(job, attempt, conf));
        if (SparkLine.of(job.sparkVersion()).networkPolicy()
                || job.presets().network().isPresent()) {
            extras.add(ExecutorNetworkPolicy.of(job, attempt));
        }
        return List.copyOf(extras);
    }

    private static Map<String, String> texts(SparkJob job, AttemptId attempt, String properties, Pod template) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(attempt.propertiesKey(), properties);
        texts.put(attempt.templateKey(), ObjectYaml.of(template));
        if (GpuDiscovery.isNeeded(job)) {
            texts.put(GpuDiscovery.KEY, GpuDiscovery.SCRIPT);
        }
        return texts;
    }
}

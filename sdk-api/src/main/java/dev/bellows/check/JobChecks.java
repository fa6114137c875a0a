package dev.bellows.check;

import dev.bellows.job.SparkJob;
import java.util.List;

/** Every check of a job, run together. Pure. */
public final class JobChecks {
    private JobChecks() {}

    /** All problems of a job: errors first, then by field. */
    public static List<Problem> check(SparkJob job) {
        Findings findings = new Findings();
        IdentityChecks.check(job, findings);
        ApplicationChecks.check(job, findings);
        DependencyChecks.check(job, findings);
        SizeChecks.check(job, findings);
        MetadataChecks.check(job, findings);
        EnvironmentChecks.check(job, findings);
        PodChecks.check(job, findings);
        GangChecks.check(job, findings);
        PresetChecks.check(job, findings);
        ConfChecks.check(job, findings);
        StartChecks.check(job, findings);
        GpuChecks.check(job, findings);
        SpotChecks.check(job, findings);
        ControlChecks.check(job, findings);
        ShuffleChecks.check(job, findings);
        ResourceChecks.check(job, findings);
        return findings.sorted();
    }
}

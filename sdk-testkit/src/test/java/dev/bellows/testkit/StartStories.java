package dev.bellows.testkit;

import static java.time.Duration.ofMinutes;

import dev.bellows.job.pod.PodVolume;
import dev.bellows.job.pod.VolumeSource;
import dev.bellows.run.FailureKind;
import java.util.List;

/** Drivers that do not start. */
final class StartStories {
    private StartStories() {}

    static List<FailureStory> all() {
        return List.of(
                new FailureStory(FailureKind.UNSCHEDULABLE, "no node could hold the driver, were it empty", cluster -> {
                    FailureStory.script(cluster).tooLargeForEveryNode();
                    return FailureStory.submit(cluster);
                }),
                new FailureStory(FailureKind.START_TIMEOUT, "all nodes are full for 20 minutes", cluster -> {
                    FailureStory.script(cluster).neverScheduled();
                    return FailureStory.submit(cluster);
                }),
                new FailureStory(FailureKind.START_TIMEOUT, "an image takes longer than the start timeout", cluster -> {
                    FailureStory.script(cluster)
                            .startsAfter(ofMinutes(30))
                            .driverRunsFor(ofMinutes(1))
                            .thenSucceeds();
                    return FailureStory.submit(cluster);
                }),
                new FailureStory(FailureKind.IMAGE, "the image does not exist", cluster -> {
                    FailureStory.script(cluster).imagePullFails();
                    return FailureStory.submit(cluster);
                }),
                new FailureStory(
                        FailureKind.CONTAINER_CONFIG, "a variable comes from a Secret that is missing", cluster -> {
                            FailureStory.script(cluster).containerConfigFails("secret \"db\" not found");
                            return FailureStory.submit(cluster);
                        }),
                new FailureStory(
                        FailureKind.VOLUME,
                        "a volume comes from a Secret that is missing",
                        cluster -> cluster.spark()
                                .submit(
                                        FailureStory.job()
                                                .pod(p -> p.volume(PodVolume.of(
                                                        "certificates",
                                                        "/etc/certificates",
                                                        VolumeSource.secret("certificates"))))
                                                .build(),
                                        FailureStory.OPTIONS)));
    }
}

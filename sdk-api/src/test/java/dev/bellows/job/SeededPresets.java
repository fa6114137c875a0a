package dev.bellows.job;

import dev.bellows.job.pod.Gang;
import dev.bellows.job.pod.Security;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** GPUs, spot nodes, shuffles and gangs by chance. */
final class SeededPresets {
    private final Random random;

    private SeededPresets(Random random) {
        this.random = random;
    }

    static void fill(SparkJobBuilder job, Random random, SeededPods.Limits limits) {
        SeededPresets presets = new SeededPresets(random);
        presets.maybe(() -> job.gpu(presets.gpu()));
        boolean spot = random.nextInt(4) == 0;
        if (spot) {
            job.spot(presets.spot());
        }
        if (!limits.shuffleFolder()) {
            presets.maybe(() -> job.shuffle(presets.shuffle()));
        } else if (limits.optOut() && !spot) {
            job.pod(p -> p.security(Security.relaxed())).shuffle(Shuffle.nodeService("/var/shuffle"));
        } else {
            job.shuffle(Shuffle.reusedVolumes("fast", "10g"));
        }
        if (limits.gang()) {
            job.gang(presets.gang());
        }
    }

    private Gang gang() {
        String queue = "queue-" + random.nextInt(9);
        return switch (random.nextInt(7)) {
            case 0 -> Gang.volcano(queue);
            case 1 -> new Gang.Volcano(queue, Optional.of("urgent"));
            case 2 -> Gang.yunikorn("root." + queue);
            case 3 -> Gang.yunikorn("root.etl").withPlaceholderTimeout(1 + random.nextInt(900));
            case 4 -> Gang.yunikorn("root.etl").asHard();
            case 5 -> new Gang.Kueue(queue, Optional.of("urgent"));
            default -> Gang.kueue(queue);
        };
    }

    private Gpu gpu() {
        Gpu gpu = random.nextBoolean()
                ? Gpu.nvidia(1 + random.nextInt(4))
                : Gpu.of("amd.com", 1).discoveredBy("/a.sh");
        gpu = random.nextBoolean() ? gpu.tasksPerGpu(1 + random.nextInt(8)) : gpu;
        gpu = random.nextBoolean() ? gpu.onDriver(1) : gpu;
        gpu = random.nextBoolean() ? gpu.onNodes("nvidia.com/gpu.product", "A100", "H100") : gpu;
        String rapids = random.nextBoolean() ? "local:///opt/rapids.jar" : "/home/me/rapids.jar";
        boolean one = gpu.vendor().equals(Gpu.NVIDIA) && gpu.amount() == 1;
        return random.nextBoolean() && one ? gpu.rapids(rapids) : gpu;
    }

    private Spot spot() {
        Spot spot = switch (random.nextInt(3)) {
            case 0 -> Spot.anywhere();
            case 1 -> Spot.on(SpotPlatform.GKE);
            default -> Spot.onNodes("acme.com/pool", "spot", Duration.ofMinutes(1));
        };
        spot = random.nextBoolean() ? spot.grace(Duration.ofSeconds(1 + random.nextInt(15))) : spot;
        spot = random.nextBoolean() ? spot.onDemandShareBy("acme.com/share") : spot;
        return random.nextBoolean() ? spot.withDriver() : spot;
    }

    private Shuffle shuffle() {
        return switch (random.nextInt(5)) {
            case 0 -> Shuffle.tracked();
            case 1 -> Shuffle.tracked(Duration.ofMinutes(1 + random.nextInt(60)));
            case 2 -> Shuffle.migrated();
            case 3 -> Shuffle.migrated("s3a://acme/fallback/");
            default -> Shuffle.celeborn("celeborn-0:9097", "celeborn-1:9097");
        };
    }

    private void maybe(Runnable setting) {
        if (random.nextInt(4) == 0) {
            setting.run();
        }
    }
}

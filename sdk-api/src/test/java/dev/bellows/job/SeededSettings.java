package dev.bellows.job;

import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.preset.EventLog;
import dev.bellows.job.preset.NetworkRules;
import dev.bellows.job.preset.ObjectStorage;
import dev.bellows.job.preset.PresetsBuilder;
import dev.bellows.job.preset.Prometheus;
import dev.bellows.job.preset.RpcSecurity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Ready-made settings by chance. */
final class SeededSettings {
    private final Random random;

    private SeededSettings(Random random) {
        this.random = random;
    }

    static void fill(PresetsBuilder presets, Random random, SeededPods.Limits limits) {
        boolean keys = random.nextBoolean();
        SeededSettings seeded = new SeededSettings(random);
        seeded.maybe(() -> presets.storage(new ObjectStorage.S3a(
                random.nextBoolean() ? Optional.of("hdfs://acme/tmp") : Optional.empty(),
                Optional.of("https://s3.example.com"),
                Optional.of("eu-west-1"),
                random.nextBoolean(),
                keys ? Optional.of(SecretRef.of("aws", "id")) : Optional.empty(),
                keys ? Optional.of(SecretRef.of("aws", "key")) : Optional.empty())));
        if (limits.line() != SparkVersion.V3_5) {
            seeded.fillStores(presets);
        }
        seeded.maybe(() -> presets.eventLog(new EventLog("s3a://logs/events", Optional.of("64m"))));
        seeded.maybe(() -> presets.prometheus(new Prometheus(random.nextBoolean())));
        seeded.maybe(() -> presets.rpcSecurity(
                random.nextBoolean()
                        ? RpcSecurity.generated()
                        : RpcSecurity.by(SecretRef.of("auth", "secret")).withDiskEncryption()));
        if (!limits.optOut()) {
            seeded.maybe(() -> presets.network(new NetworkRules(
                    Map.of("app", "gateway"), Map.of("app", "notebook"), true, List.of("10.0.0.0/8", "fd00::/8"))));
        }
    }

    private void fillStores(PresetsBuilder presets) {
        maybe(() -> presets.storage(ObjectStorage.gcs().withKeyFile(SecretRef.of("gcs", "key.json"))));
        ObjectStorage.Abfs lake = ObjectStorage.abfs("lake" + random.nextInt(99));
        maybe(() -> presets.storage(
                random.nextBoolean() ? lake : lake.withAccountKey(SecretRef.of("azure", "account-key"))));
    }

    private void maybe(Runnable setting) {
        if (random.nextInt(3) == 0) {
            setting.run();
        }
    }
}

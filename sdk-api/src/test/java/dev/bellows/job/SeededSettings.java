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

    static void fill(PresetsBuilder presets, Random random) {
        SeededSettings seeded = new SeededSettings(random);
        seeded.maybe(() -> presets.storage(new ObjectStorage.S3a(
                Optional.of(
                        random.nextBoolean() ? ObjectStorage.S3Committer.MAGIC : ObjectStorage.S3Committer.DIRECTORY),
                Optional.of("https://s3.example.com"),
                Optional.of("eu-west-1"),
                random.nextBoolean(),
                Optional.of(SecretRef.of("aws", "id")),
                Optional.of(SecretRef.of("aws", "key")))));
        seeded.maybe(() -> presets.storage(ObjectStorage.gcs().withKeyFile(SecretRef.of("gcs", "key.json"))));
        ObjectStorage.Abfs lake = ObjectStorage.abfs("lake" + random.nextInt(99));
        seeded.maybe(() -> presets.storage(
                random.nextBoolean() ? lake : lake.withAccountKey(SecretRef.of("azure", "account-key"))));
        seeded.maybe(() -> presets.eventLog(new EventLog("s3a://logs/events", Optional.of("64m"))));
        seeded.maybe(() -> presets.prometheus(new Prometheus(random.nextBoolean())));
        seeded.maybe(() -> presets.rpcSecurity(
                random.nextBoolean()
                        ? RpcSecurity.generated()
                        : RpcSecurity.by(SecretRef.of("auth", "secret")).withDiskEncryption()));
        seeded.maybe(() ->
                presets.network(new NetworkRules(Map.of("app", "gateway"), true, List.of("10.0.0.0/8", "fd00::/8"))));
    }

    private void maybe(Runnable setting) {
        if (random.nextInt(3) == 0) {
            setting.run();
        }
    }
}

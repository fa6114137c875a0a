package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.hadoop.fs.s3a.secret.key",
                "spark.hadoop.fs.s3a.access.key",
                "spark.hadoop.fs.s3a.session.token",
                "spark.hadoop.fs.azure.account.key.acme.dfs.core.windows.net",
                "spark.hadoop.fs.azure.account.oauth2.client.secret",
                "spark.hadoop.fs.azure.sas.container.acme",
                "spark.sql.catalog.lake.credential",
                "spark.acme.apiKey",
                "spark.acme.api-key",
                "spark.acme.private_key",
                "spark.ssl.keyPassword",
                "spark.acme.passphrase",
                "spark.executorEnv.OTEL_EXPORTER_OTLP_HEADERS",
                "DB_PASSWORD",
                "PGPASSWD"
            })
    void keys_of_secrets_match(String key) {
        assertThat(SecretKeys.matches(key)).isTrue();
        assertThat(SecretKeys.isLiteral(key, "hunter2")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.sql.shuffle.partitions",
                "spark.sql.sources.parallelPartitionDiscovery.threshold",
                "spark.kryo.registrator",
                "spark.acme.sasquatch",
                "spark.sql.keyspace",
                "HOME"
            })
    void other_keys_do_not(String key) {
        assertThat(SecretKeys.matches(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.authenticate.secret.file",
                "spark.authenticate.secretBitLength",
                "spark.hadoop.fs.s3a.aws.credentials.provider",
                "spark.hadoop.hadoop.security.credential.provider.path",
                "spark.hadoop.google.cloud.auth.service.account.keyfile",
                "spark.kubernetes.container.image.pullSecrets",
                "spark.security.credentials.hive.enabled",
                "spark.sql.redaction.options.regex"
            })
    void keys_that_only_speak_of_secrets_hold_none(String key) {
        assertThat(SecretKeys.isLiteral(key, "x")).isFalse();
    }

    @Test
    void a_reference_is_no_secret() {
        assertThat(SecretKeys.isLiteral("spark.acme.password", "${env:PASSWORD}"))
                .isFalse();
        assertThat(SecretKeys.isLiteral("spark.acme.password", "")).isFalse();
        assertThat(SecretKeys.isLiteral("spark.acme.password", "x${env:PASSWORD}"))
                .isTrue();
    }
}

package dev.bellows.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Jobs;
import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkJob;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationFilesTest {
    private static List<String> args(SparkJob job) {
        return job.compile().driverPod().getSpec().getContainers().get(0).getArgs();
    }

    @Test
    void a_python_script_is_started_by_its_runner() {
        CompiledJob job = Jobs.minimal()
                .python("local:///opt/app/report.py")
                .args("a", "b")
                .pyFiles("s3a://acme/lib.zip", "/home/me/tables.py")
                .build()
                .compile();

        assertThat(job.driverPod().getSpec().getContainers().get(0).getArgs())
                .containsExactly(
                        "driver",
                        "--properties-file",
                        "/opt/spark/conf/spark.properties",
                        "--class",
                        "org.apache.spark.deploy.PythonRunner",
                        "local:///opt/app/report.py",
                        "a",
                        "b");
        assertThat(job.conf())
                .containsEntry("spark.kubernetes.resource.type", "python")
                .containsEntry("spark.kubernetes.memoryOverheadFactor", "0.4")
                .containsEntry("spark.submit.pyFiles", "s3a://acme/lib.zip,file:/opt/bellows/tables.py")
                .doesNotContainKey("spark.jars");
        assertThat(job.localFiles()).isEqualTo(Map.of("tables.py", new LocalFile("/home/me/tables.py")));
    }

    @Test
    void an_r_script_is_started_by_its_runner() {
        SparkJob job = Jobs.minimal().r("/home/me/report.R").build();

        assertThat(args(job)).endsWith("--class", "org.apache.spark.deploy.RRunner", "file:/opt/bellows/report.R");
        assertThat(job.compile().conf())
                .containsEntry("spark.kubernetes.resource.type", "r")
                .containsEntry("spark.kubernetes.memoryOverheadFactor", "0.4");
    }

    @Test
    void a_class_of_the_image_needs_no_file() {
        SparkJob job = Jobs.minimal().sparkClass("com.acme.Main").build();

        assertThat(args(job)).endsWith("--class", "com.acme.Main", "spark-internal");
        assertThat(job.compile().conf())
                .containsEntry("spark.kubernetes.resource.type", "java")
                .doesNotContainKey("spark.jars");
    }

    @Test
    void a_connect_server_is_a_class_of_the_image() {
        assertThat(args(Jobs.minimal().connectServer().build()))
                .endsWith("--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal");
    }

    @Test
    void the_proxy_user_comes_first() {
        assertThat(args(Jobs.minimal().proxyUser("reports").build()))
                .startsWith("driver", "--proxy-user", "reports", "--properties-file");
    }

    @Test
    void a_packed_environment_brings_its_python() {
        CompiledJob job = Jobs.minimal()
                .python("local:///opt/app/report.py")
                .dependencies(d -> d.pythonEnvironment("s3a://acme/env.tar.gz").archives("local:///m.zip#model"))
                .build()
                .compile();

        assertThat(job.conf())
                .containsEntry("spark.archives", "local:///m.zip#model,s3a://acme/env.tar.gz#environment")
                .containsEntry("spark.pyspark.python", "./environment/bin/python");
        assertThat(job.driverPod().getSpec().getContainers().get(0).getEnv())
                .contains(
                        new EnvVar("PYSPARK_PYTHON", "./environment/bin/python", null),
                        new EnvVar("PYSPARK_DRIVER_PYTHON", "./environment/bin/python", null));
    }

    @Test
    void the_driver_may_have_a_python_of_its_own() {
        CompiledJob job = Jobs.minimal()
                .python("local:///opt/app/report.py")
                .conf("spark.pyspark.driver.python", "python3.12")
                .build()
                .compile();

        assertThat(job.driverPod().getSpec().getContainers().get(0).getEnv())
                .contains(new EnvVar("PYSPARK_DRIVER_PYTHON", "python3.12", null))
                .noneMatch(variable -> variable.getName().equals("PYSPARK_PYTHON"));
    }

    @ParameterizedTest
    @CsvSource({
        "spark.jars,s3a://acme/lib.jar,local:///other.jar",
        "spark.files,local:///a.csv,local:///other.csv",
        "spark.jars.packages,com.acme:lib:1,com.acme:other:2",
        "spark.jars.excludes,com.acme:lib,com.acme:other",
        "spark.jars.repositories,https://a.example.com,https://b.example.com"
    })
    void what_the_job_names_joins_what_its_conf_names(String key, String typed, String free) {
        assertThat(Jobs.minimal()
                        .sparkClass("com.acme.Main")
                        .conf(key, free)
                        .dependencies(d -> {
                            switch (key) {
                                case "spark.jars" -> d.jars(typed);
                                case "spark.files" -> d.files(typed);
                                case "spark.jars.packages" -> d.packages(typed);
                                case "spark.jars.excludes" ->
                                    d.packages("g:a:1").excludes(typed);
                                default -> d.packages("g:a:1").repositories(typed);
                            }
                        })
                        .build()
                        .compile()
                        .conf())
                .containsEntry(key, free + "," + typed);
    }

    @Test
    void packages_are_unpacked_where_every_user_may_write() {
        assertThat(Jobs.minimal().packages("g:a:1").build().compile().conf())
                .containsEntry("spark.jars.ivy", "/tmp/.ivy2");
        assertThat(Jobs.minimal()
                        .packages("g:a:1")
                        .conf("spark.jars.ivy", "/data/ivy")
                        .build()
                        .compile()
                        .conf())
                .containsEntry("spark.jars.ivy", "/data/ivy");
        assertThat(Jobs.minimal().build().compile().conf()).doesNotContainKey("spark.jars.ivy");
    }

    @Test
    void files_whose_names_become_the_same_do_not_hide_each_other() {
        CompiledJob job = Jobs.minimal()
                .dependencies(d -> d.files("/a/x+1.csv", "/a/x 1.csv", "/a/x+1.csv"))
                .build()
                .compile();

        assertThat(job.localFiles())
                .isEqualTo(Map.of("x_1.csv", new LocalFile("/a/x+1.csv"), "2-x_1.csv", new LocalFile("/a/x 1.csv")));
        assertThat(job.conf())
                .containsEntry(
                        "spark.files",
                        "file:/opt/bellows/x_1.csv,file:/opt/bellows/2-x_1.csv,file:/opt/bellows/x_1.csv");
    }
}

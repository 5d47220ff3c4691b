package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The launcher and what it looks at of the repository, elsewhere and not built. */
final class LauncherTree {
  private LauncherTree() {}

  static Path copy(Path tree) throws IOException {
    for (String file :
        List.of(
            "parley",
            "pom.xml",
            "common/base/pom.xml",
            "common/ml/pom.xml",
            "common/testkit/pom.xml",
            "spark-mhe/pom.xml",
            "spark-mhe/core/pom.xml",
            "spark-mhe/spark/pom.xml",
            "spark-fl/pom.xml",
            "spark-robust/pom.xml",
            "parley-bom/pom.xml",
            "parley-spark/pom.xml",
            "parley-cli/pom.xml",
            "examples/pom.xml",
            "examples/maven/pom.xml",
            "benchmarks/pom.xml")) {
      Files.createDirectories(tree.resolve(file).getParent());
      Files.copy(Cli.repository(file), tree.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectory(tree.resolve(".mvn"));
    return tree;
  }

  /** As after a build: with the sources' folders, a class path and a stamp newer than all. */
  static void pretendBuilt(Path tree) throws IOException {
    for (String module :
        List.of(
            "common/base",
            "common/ml",
            "spark-mhe/core",
            "spark-mhe/spark",
            "spark-fl",
            "spark-robust",
            "parley-cli")) {
      Files.createDirectories(tree.resolve(module).resolve("src/main"));
    }
    Files.createDirectories(tree.resolve("spark-mhe/native"));
    Files.createDirectories(tree.resolve("parley-cli/target"));
    Files.writeString(tree.resolve("parley-cli/target/classpath"), "needed.jar");
    Files.createDirectories(tree.resolve("target"));
    Files.writeString(tree.resolve("target/parley-cli.built"), "openfhe.home=\n");
  }

  static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}

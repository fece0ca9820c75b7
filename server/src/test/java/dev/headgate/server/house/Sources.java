package dev.headgate.server.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The types and methods of Java sources, read by the compiler's own parser. */
final class Sources {
  private Sources() {}

  /** A type with its place. */
  record Type(String place, String name) {}

  /** A method with its place, its length in lines and how many parameters it takes. */
  record Method(String place, String name, long lines, int parameters) {}

  /** What was found. */
  record Shape(List<Type> types, List<Method> methods) {}

  static Shape read(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Shape shape = new Shape(new ArrayList<>(), new ArrayList<>());
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      Map<Path, Path> absolute = new TreeMap<>();
      files.forEach(file -> absolute.put(Checkout.root().resolve(file), file));
      var objects = manager.getJavaFileObjectsFromPaths(absolute.keySet());
      var task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, objects);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        Path file = absolute.get(Path.of(unit.getSourceFile().toUri()));
        unit.accept(new Walk(shape, unit, positions, String.valueOf(file)), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shape;
  }

  private static final class Walk extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Shape shape;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String file;

    Walk(Shape shape, CompilationUnitTree unit, SourcePositions positions, String file) {
      this.shape = shape;
      this.unit = unit;
      this.positions = positions;
      this.file = file;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      shape.types().add(new Type(place(type), type.getSimpleName().toString()));
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      LineMap map = unit.getLineMap();
      long start = positions.getStartPosition(unit, method);
      long end = positions.getEndPosition(unit, method);
      if (start >= 0 && end >= 0) {
        long lines = map.getLineNumber(end) - map.getLineNumber(start) + 1;
        shape
            .methods()
            .add(
                new Method(
                    place(method),
                    method.getName().toString(),
                    lines,
                    method.getParameters().size()));
      }
      return super.visitMethod(method, null);
    }

    private String place(Tree tree) {
      return file + ":" + unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    }
  }
}

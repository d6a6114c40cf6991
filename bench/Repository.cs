using System.Diagnostics;
using System.Reflection;

namespace Nodepoint.Bench;

/// <summary>Paths of what the repository builds.</summary>
internal static class Repository
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    // Inside pwsh, AppContext.BaseDirectory is the folder of pwsh.
    public static string Bench { get; } = typeof(Repository).Assembly.Location;

    public static string Root { get; } = Find(Path.GetDirectoryName(Bench)!);

    public static string Scripts => Path.Combine(Root, "bench", "Pwsh");

    public static string Module => Path.Combine(Root, "artifacts", "Nodepoint", "Nodepoint.psd1");

    public static string EmptyModule => Path.Combine(Root, "bench", "Empty", "bin", Configuration, "net8.0", "Empty.dll");

    public static string Sandbox => Path.Combine(Root, "src", "Nodepoint.Sandbox", "bin", Configuration, "net10.0", "Nodepoint.Sandbox.dll");

    /// <summary>Checks that the last build of the module was not for debugging, because its code would not be optimized.</summary>
    /// <exception cref="InvalidOperationException">It was.</exception>
    public static void ThrowIfDebug()
    {
        var library = Path.Combine(Path.GetDirectoryName(Module)!, "Nodepoint.IspConfig.dll");
        if (Assembly.LoadFrom(library).GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
            throw new InvalidOperationException("The module was built for debugging. Build it with dotnet build -c Release bench.");
    }

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Nodepoint.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException("The bench is not inside its repository. Run it with dotnet run --project bench.");
    }
}

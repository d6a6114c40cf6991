using System.Reflection;
using System.Runtime.Loader;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>Finds Nodepoint.Transport, which the library does not reference because it needs packages.</summary>
/// <remarks>In the module, Nodepoint.Transport and the packages are in the folder <c>dependencies</c>. They are loaded from there in one
/// private context per process, so that other modules can load other versions of the same packages. Everywhere else,
/// Nodepoint.Transport is loaded like any other assembly of the program.</remarks>
internal static class TransportAssembly
{
    private const string Name = "Nodepoint.Transport";
    private const string FactoryType = "Nodepoint.Transport.TransportFactory";

    private static readonly Lazy<object> Created = new(Create);

    /// <summary>Gets what creates the things that a subject needs from packages.</summary>
    /// <typeparam name="TFactory">The interface of the subject.</typeparam>
    /// <exception cref="InvalidOperationException">Nodepoint.Transport was not found.</exception>
    public static TFactory Factory<TFactory>() where TFactory : class => (TFactory)Created.Value;

    private static object Create() => Activator.CreateInstance(Load().GetType(FactoryType, throwOnError: true)!)!;

    private static Assembly Load()
    {
        // An assembly that was loaded from memory has no location.
        if (Path.GetDirectoryName(typeof(TransportAssembly).Assembly.Location) is { Length: > 0 } own
            && Path.Combine(own, "dependencies") is var folder && File.Exists(Path.Combine(folder, Name + ".dll")))
            return new PrivateContext(folder).LoadFromAssemblyName(new AssemblyName(Name));
        try
        {
            return Assembly.Load(new AssemblyName(Name));
        }
        catch (FileNotFoundException missing)
        {
            throw new InvalidOperationException($"{Name}.dll was not found. A program that uses Nodepoint.IspConfig must reference {Name} too.", missing);
        }
    }

    private sealed class PrivateContext(string folder) : AssemblyLoadContext("Nodepoint")
    {
        // What is not in the folder, such as the library itself, comes from the default context.
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string file = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }
    }
}

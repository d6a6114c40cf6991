using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Nodepoint.Loader;

/// <summary>
/// Loads the module's library and its dependencies into their own load context, so that other modules can load other versions of
/// the same assemblies. It is a nested module of the manifest, so it is loaded before the cmdlets.
/// </summary>
public sealed class DependencyLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string Library = "Nodepoint.IspConfig";

    private static readonly Lazy<PrivateContext> Context = new(() => new PrivateContext());

    /// <inheritdoc/>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    // Only the library is requested from outside; its own context finds its dependencies.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
        => name.Name == Library ? Context.Value.LoadFromAssemblyName(name) : null;

    private sealed class PrivateContext() : AssemblyLoadContext("Nodepoint")
    {
        private readonly string _folder = Path.Combine(Path.GetDirectoryName(typeof(DependencyLoader).Assembly.Location)!, "dependencies");

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var file = Path.Combine(_folder, assemblyName.Name + ".dll");
            return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }
    }
}

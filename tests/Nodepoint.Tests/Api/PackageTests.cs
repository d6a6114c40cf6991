using System.Runtime.Loader;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Transport;
using Xunit;

namespace Nodepoint.Tests.Api;

/// <summary>The library loads in PowerShell's default context, so it must not need packages; Nodepoint.Transport has them.</summary>
public sealed class PackageTests
{
    [Fact]
    public void The_library_references_only_the_framework()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] referenced = [.. typeof(PanelConnection).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];
        Assert.NotEmpty(referenced);
        Assert.All(referenced, name => Assert.True(File.Exists(Path.Combine(framework, name + ".dll")), name));
    }

    [Fact]
    public void A_program_that_references_the_transport_loads_it_like_its_other_assemblies()
    {
        ITransportFactory factory = TransportAssembly.Factory<ITransportFactory>();
        Assert.Equal("Nodepoint.Transport", factory.GetType().Assembly.GetName().Name);
        Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(factory.GetType().Assembly));
        Assert.Same(factory, TransportAssembly.Factory<ITransportFactory>());
    }
}

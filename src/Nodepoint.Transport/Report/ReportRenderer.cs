using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Nodepoint.IspConfig.Report;

namespace Nodepoint.Transport.Report;

/// <summary>Makes a page of a report with the template report.liquid. Everything that the report says is encoded.</summary>
internal sealed class ReportRenderer : IReportRenderer
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly Lazy<IFluidTemplate> Template = new(static () => new FluidParser().Parse(Read("report.liquid")));

    private static readonly TemplateOptions Options = CreateOptions();

    /// <inheritdoc/>
    public string Render(ReportPage page)
    {
        var (style, script) = (Read("report.css"), Read("report.js"));
        var context = new TemplateContext(Options);
        context.SetValue("page", page);
        context.SetValue("style", style);
        context.SetValue("script", script);
        context.SetValue("style_hash", Hash(style));
        context.SetValue("script_hash", Hash(script));
        return Template.Value.Render(context, Encoder);
    }

    // The records are plain data of this module, so that every member may be read.
    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions { MemberAccessStrategy = new UnsafeMemberAccessStrategy(), CultureInfo = CultureInfo.InvariantCulture };
        options.ValueConverters.Add(static value => value is ReportState state ? state.ToString().ToLowerInvariant() : null);
        return options;
    }

    private static string Read(string name)
    {
        using var stream = typeof(ReportRenderer).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    // A browser runs and applies only what has the hash in the page's policy.
    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

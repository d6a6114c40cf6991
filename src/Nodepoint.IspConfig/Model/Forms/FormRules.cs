namespace Nodepoint.IspConfig.Model.Forms;

/// <summary>The checks of the panel's forms, so that a preview refuses what the panel would refuse. They are in FormRules.txt beside this class.</summary>
internal static class FormRules
{
    private const string Resource = "Nodepoint.IspConfig.Model.Forms.FormRules.txt";

    private static readonly Lazy<ILookup<string, FormRule>> ByForm = new(Load);

    /// <summary>The checks of a form, in the panel's order.</summary>
    /// <param name="form">The form, such as mail/mail_user.</param>
    public static IEnumerable<FormRule> Of(string form) => ByForm.Value[form];

    private static ILookup<string, FormRule> Load()
    {
        using var reader = new StreamReader(typeof(FormRules).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split('\t'))
            .ToLookup(part => part[0], part => new FormRule(part[1], part[2].Split(',', StringSplitOptions.RemoveEmptyEntries), part[3], part[4], part[5] == "y", part[6], part[7]));
    }
}

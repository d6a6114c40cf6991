using System.Xml;
using System.Xml.Linq;
using Nodepoint.HelpPages;

switch (args)
{
    case ["update", var built, var folder, var topic]:
        var reader = new ModuleReader(Path.GetFullPath(built));
        Console.WriteLine($"{Pages.Update(reader, folder)} pages written.");
        File.WriteAllText(topic, KeyTable.Refresh(File.ReadAllText(topic), reader.NaturalKeys()));
        return 0;

    case ["manifest", var built, var source, var target]:
        File.WriteAllText(target, ManifestWriter.Write(File.ReadAllText(source), new ModuleReader(Path.GetFullPath(built)).Cmdlets()));
        return 0;

    case ["maml", var folder, var target]:
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        // Lines without indentation: Get-Help reads the whole file the first time.
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Indent = true, IndentChars = "", NewLineChars = "\n" })) MamlWriter.Write(Pages.In(folder)).Save(writer);
        return 0;

    case ["views", var built, var handwritten, var target]:
        var module = new ModuleReader(Path.GetFullPath(built));
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Indent = true, NewLineChars = "\n" })) ViewWriter.Write(module.Outputs(), module.WithGeneratedPasswords(), XDocument.Load(handwritten)).Save(writer);
        return 0;

    case ["types", var built, var target]:
        var outputs = new ModuleReader(Path.GetFullPath(built));
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Indent = true, IndentChars = "", NewLineChars = "\n" })) PrintedMembersWriter.Write(outputs.PrintedMembers(), outputs.Outputs().Where(DisplayOrder.IsFor), outputs.WithGeneratedPasswords()).Save(writer);
        return 0;

    default:
        Console.Error.WriteLine("HelpPages update <folder of the built Nodepoint.PowerShell> <folder of pages> <about_Nodepoint_Bulk>");
        Console.Error.WriteLine("HelpPages manifest <folder of the built Nodepoint.PowerShell> <handwritten Nodepoint.psd1> <file for Import-Module>");
        Console.Error.WriteLine("HelpPages maml <folder of pages> <file for Get-Help>");
        Console.Error.WriteLine("HelpPages views <folder of the built Nodepoint.PowerShell> <handwritten views> <file for Format-Table>");
        Console.Error.WriteLine("HelpPages types <folder of the built Nodepoint.PowerShell> <file for the module's types>");
        return 2;
}

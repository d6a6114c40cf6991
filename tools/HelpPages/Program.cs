using System.Xml;
using Nodepoint.HelpPages;

switch (args)
{
    case ["update", var built, var manifest, var folder]:
        Console.WriteLine($"{Pages.Update(new ModuleReader(Path.GetFullPath(built)), manifest, folder)} pages written.");
        return 0;

    case ["maml", var folder, var target]:
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        // Lines without indentation: Get-Help reads the whole file the first time.
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Indent = true, IndentChars = "" })) MamlWriter.Write(Pages.In(folder)).Save(writer);
        return 0;

    case ["views", var built, var target]:
        var module = new ModuleReader(Path.GetFullPath(built));
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Indent = true })) ViewWriter.Write(module.Outputs(), module.WithGeneratedPasswords()).Save(writer);
        return 0;

    default:
        Console.Error.WriteLine("HelpPages update <folder of the built Nodepoint.PowerShell> <Nodepoint.psd1> <folder of pages>");
        Console.Error.WriteLine("HelpPages maml <folder of pages> <file for Get-Help>");
        Console.Error.WriteLine("HelpPages views <folder of the built Nodepoint.PowerShell> <file for Format-Table>");
        return 2;
}

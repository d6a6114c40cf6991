@{
    RootModule             = 'Nodepoint.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f0d1f5e-3b43-4b0e-9d6b-6a8f6c1b7f52'
    Author                 = 'The Nodepoint authors'
    CompanyName            = 'Nodepoint'
    Copyright              = '(c) The Nodepoint authors. MIT license.'
    Description            = 'Manages an ISPConfig hosting panel from PowerShell: clients and limits, DNS, mail with DKIM, filters, and spam rules, websites, FTP users, databases, cron jobs, servers, and settings. For one object at the prompt, ten thousand rows from a CSV file, or unattended scripts.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    # Types are processed before the root module is loaded, and name classes in it.
    RequiredAssemblies     = @('Nodepoint.PowerShell.dll')
    TypesToProcess         = @('Nodepoint.Types.ps1xml')
    FormatsToProcess       = @('Nodepoint.Format.ps1xml', 'Nodepoint.Records.Format.ps1xml')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    # The build lists the cmdlets here, in artifacts/Nodepoint/Nodepoint.psd1.
    CmdletsToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('ISPConfig', 'Hosting', 'DNS', 'Mail', 'Mailbox', 'DKIM', 'Website', 'FTP', 'PSEdition_Core', 'Linux', 'Windows', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://nodepoint.eu'
            ReleaseNotes = 'First version: the complete remote API of the panel, and a sandbox panel to try it on. See CHANGELOG.md.'
        }
    }
}

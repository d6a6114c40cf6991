@{
    ModuleVersion = '1.0'
    RootModule = 'Formatted.psm1'
    FormatsToProcess = 'Formatted.Format.ps1xml'
    FunctionsToExport = 'Get-Formatted'
}

"""What authors need of the grader: validations, previews, versions, publishing."""
